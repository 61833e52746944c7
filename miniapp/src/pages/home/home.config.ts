export default definePageConfig({ navigationBarTitleText: '民意直通' })
