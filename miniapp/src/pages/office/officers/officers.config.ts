export default definePageConfig({ navigationBarTitleText: '执法人员' })
