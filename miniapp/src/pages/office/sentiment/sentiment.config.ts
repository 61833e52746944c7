export default definePageConfig({ navigationBarTitleText: '政务舆情' })
